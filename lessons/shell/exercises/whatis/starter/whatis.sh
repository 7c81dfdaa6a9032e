read -r thing

if [ -e "$thing" ]; then
  echo "file"
fi
